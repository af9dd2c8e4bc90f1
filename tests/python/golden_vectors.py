#!/usr/bin/python3
"""Writes golden cases of SwAV, for 'swav-stream selfcheck --golden DIR'.

    python3 tests/python/golden_vectors.py DIR [--seed N]

The formulas of the reference implementation (facebookresearch/swav at 06b1b7c, NVIDIA's LARC around
torch's SGD), written again in float64 and independently of the Java code. Needs torch and numpy
(Debian: python3-torch, python3-numpy). docs/parity.md describes the format of the cases.
"""

import argparse
import json
import os
import struct

import numpy as np
import torch
import torch.nn.functional as F

EPS_LARC = 1e-8
DTYPES = {torch.float32: "F32", torch.float64: "F64", torch.int64: "I64"}


def save(path, tensors, **metadata):
    """A safetensors file: length of the header, header, data."""
    header, data = {"__metadata__": {k: str(v) for k, v in metadata.items()}}, []
    offset = 0
    for name, tensor in tensors.items():
        raw = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {
            "dtype": DTYPES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [offset, offset + len(raw)],
        }
        data.append(raw)
        offset += len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(data))
    print("%-34s %9d bytes" % (os.path.basename(path), 8 + len(text) + offset))


def rounded(tensor):
    """float64 values that float32 holds exactly, so that both sides start from the same numbers."""
    return tensor.float().double()


def normal(generator, *shape):
    return rounded(torch.randn(shape, generator=generator, dtype=torch.float64))


def commas(values):
    return ",".join(str(value) for value in values)


def sinkhorn(scores, epsilon, iterations):
    q = torch.exp(scores / epsilon).t()
    k, b = q.shape
    q = q / q.sum()
    for _ in range(iterations):
        q = q / q.sum(dim=1, keepdim=True) / k
        q = q / q.sum(dim=0, keepdim=True) / b
    return (q * b).t()


class Queue:
    """Features of earlier batches, newest first; used once the last row is not zero."""

    def __init__(self, crops, length, dimension):
        self.rows = torch.zeros(crops, length, dimension, dtype=torch.float64)
        self.used = False

    def scores(self, crop, prototypes):
        if self.rows.shape[1] == 0:
            return None
        self.used = self.used or not torch.all(self.rows[crop, -1] == 0)
        return self.rows[crop] @ prototypes.t() if self.used else None

    def insert(self, crop, features):
        length = self.rows.shape[1]
        if length > 0:
            self.rows[crop] = torch.cat([features, self.rows[crop]])[:length]


def swav_loss(scores, features, prototypes, queue, settings):
    """The loss of one step and the codes; the queue takes the features."""
    batch, views, assign = settings["batch"], settings["views"], settings["assign"]
    rows = lambda x, v: x[batch * v : batch * (v + 1)]
    loss, codes = 0, []
    for i, crop in enumerate(assign):
        with torch.no_grad():
            own = rows(scores, crop)
            earlier = queue.scores(i, prototypes)
            queue.insert(i, rows(features, crop).detach())
            everything = own if earlier is None else torch.cat([earlier, own])
            q = sinkhorn(everything, settings["epsilon"], settings["iterations"])[-batch:]
        codes.append(q)
        others = [v for v in range(views) if v != crop]
        terms = [
            -torch.mean(torch.sum(q * F.log_softmax(rows(scores, v) / settings["temperature"], 1), 1))
            for v in others
        ]
        loss = loss + sum(terms) / len(others)
    return loss / len(assign), codes


def larc_sgd(parameter, gradient, momentum, rate, settings):
    """The new parameter and its momentum (None: it has none yet)."""
    decay = settings["weight_decay"]
    p, g = parameter.norm(), gradient.norm()
    if p != 0 and g != 0:
        scale = settings["trust_coefficient"] * p / (g + decay * p + EPS_LARC)
        gradient = (gradient + decay * parameter) * scale
    momentum = gradient if momentum is None else settings["momentum"] * momentum + gradient
    return parameter - rate * momentum, momentum


def write_sinkhorn(path, generator, batch, prototypes, epsilon, iterations, scale=0.9, spread=0):
    """Scores within +-scale, plus what cancels in exact numbers: up to +-spread for each sample."""
    uniform = lambda *shape: 2 * torch.rand(shape, generator=generator, dtype=torch.float64) - 1
    scores = rounded(scale * uniform(batch, prototypes) + spread * uniform(batch, 1))
    codes = sinkhorn(scores, epsilon, iterations)
    save(
        path,
        {"scores": scores.float(), "codes": codes.float()},
        kind="sinkhorn",
        epsilon=epsilon,
        iterations=iterations,
    )


def write_loss(path, generator, k, d, steps, queue, **settings):
    prototypes = rounded(F.normalize(normal(generator, k, d), dim=1))
    tensors = {"prototypes": prototypes.float()}
    memory = Queue(len(settings["assign"]), queue, d)
    for step in range(steps):
        name = "step%d." % step
        z = normal(generator, settings["views"] * settings["batch"], d).requires_grad_(True)
        c = prototypes.clone().requires_grad_(True)
        features = F.normalize(z, dim=1)
        loss, codes = swav_loss(features @ c.t(), features, c, memory, settings)
        loss.backward()
        tensors[name + "projections"] = z.float()
        tensors[name + "loss"] = loss.reshape(1).float()
        tensors[name + "grad.projections"] = z.grad.float()
        tensors[name + "grad.prototypes"] = c.grad.float()
        for index, code in enumerate(codes):
            tensors[name + "codes.%d" % index] = code.float()
        if queue > 0:
            tensors[name + "queue"] = memory.rows.clone().float()
    metadata = dict(settings, assign=commas(settings["assign"]), queue=queue, steps=steps)
    save(path, tensors, kind="loss", **metadata)


def write_lars(path, generator, rates, **settings):
    shapes = {"conv": (5, 4, 3, 3), "linear": (6, 11), "bn.bias": (7,), "late": (9,), "frozen": (3, 3)}
    parameters = {name: normal(generator, *shape) for name, shape in shapes.items()}
    parameters["bn.bias"].zero_()
    tensors = {"param." + name: value.float() for name, value in parameters.items()}
    momentum = {}
    for step, rate in enumerate(rates):
        name = "step%d." % step
        for key in parameters:
            has_gradient = key != "frozen" and not (key == "late" and step < 2)
            if has_gradient:
                gradient = 0.1 * normal(generator, *shapes[key])
                if key == "linear" and step == 1:
                    gradient.zero_()
                gradient = rounded(gradient)
                tensors[name + "grad." + key] = gradient.float()
                parameters[key], momentum[key] = larc_sgd(
                    parameters[key], gradient, momentum.get(key), rate, settings
                )
                tensors[name + "momentum." + key] = momentum[key].float()
            tensors[name + "param." + key] = parameters[key].float()
    save(path, tensors, kind="lars", lr=commas(rates), eps=EPS_LARC, steps=len(rates), **settings)


def write_schedule(path, warmup, total, start, base, final):
    rise = np.linspace(start, base, warmup)
    t = np.arange(total - warmup)
    fall = final + 0.5 * (base - final) * (1 + np.cos(np.pi * t / (total - warmup)))
    save(
        path,
        {"lr": torch.from_numpy(np.concatenate([rise, fall]))},
        kind="schedule",
        warmup_steps=warmup,
        total_steps=total,
        start_warmup=start,
        base_lr=base,
        final_lr=final,
    )


class Network:
    """A ResNet by torchvision's names, with the reference's head and prototypes; float64."""

    def __init__(self, generator, block, layers, width, hidden, feature_dim, prototypes):
        self.generator, self.block, self.layers = generator, block, layers
        self.p = {}
        self.strides = {}
        self.conv("conv1", 3, width, 7)
        self.bn("bn1", width)
        channels = width
        for stage, count in enumerate(layers):
            for number in range(count):
                inner = width << stage
                stride = 2 if stage > 0 and number == 0 else 1
                channels = self.make_block("layer%d.%d" % (stage + 1, number), channels, inner, stride)
        self.linear("projection_head.0", channels, hidden)
        self.bn("projection_head.1", hidden)
        self.linear("projection_head.3", hidden, feature_dim)
        self.p["prototypes.weight"] = self.uniform(feature_dim, prototypes, feature_dim)

    def make_block(self, name, channels, inner, stride):
        basic = self.block == "basic"
        out = inner if basic else 4 * inner
        kernels = [(channels, inner, 3), (inner, inner, 3)]
        if not basic:
            kernels = [(channels, inner, 1), (inner, inner, 3), (inner, out, 1)]
        for number, (source, target, kernel) in enumerate(kernels, 1):
            self.conv("%s.conv%d" % (name, number), source, target, kernel)
            self.bn("%s.bn%d" % (name, number), target)
        if channels != out or stride != 1:
            self.conv(name + ".downsample.0", channels, out, 1)
            self.bn(name + ".downsample.1", out)
        self.strides[name] = stride
        return out

    def conv(self, name, source, target, kernel):
        deviation = (2.0 / (target * kernel * kernel)) ** 0.5
        self.p[name + ".weight"] = rounded(
            deviation * normal(self.generator, target, source, kernel, kernel)
        )

    def bn(self, name, channels):
        near_one = rounded(1 + 0.1 * normal(self.generator, channels))
        self.p[name + ".weight"] = near_one
        self.p[name + ".bias"] = rounded(0.1 * normal(self.generator, channels))
        self.p[name + ".running_mean"] = torch.zeros(channels, dtype=torch.float64)
        self.p[name + ".running_var"] = torch.ones(channels, dtype=torch.float64)
        self.p[name + ".num_batches_tracked"] = torch.zeros((), dtype=torch.int64)

    def linear(self, name, source, target):
        self.p[name + ".weight"] = self.uniform(source, target, source)
        self.p[name + ".bias"] = self.uniform(source, target)

    def uniform(self, source, *shape):
        u = 2 * torch.rand(shape, generator=self.generator, dtype=torch.float64) - 1
        return rounded(u / source**0.5)

    def parameters(self):
        return [n for n in self.p if "running_" not in n and "num_batches" not in n]

    def normalised(self, name, x, training):
        p = self.p
        if training:
            p[name + ".num_batches_tracked"] += 1
        return F.batch_norm(
            x,
            p[name + ".running_mean"],
            p[name + ".running_var"],
            p[name + ".weight"],
            p[name + ".bias"],
            training,
            0.1,
            1e-5,
        )

    def trunk(self, x, training):
        p = self.p
        x = F.conv2d(x, p["conv1.weight"], stride=2, padding=3)
        x = F.max_pool2d(F.relu(self.normalised("bn1", x, training)), 3, 2, 1)
        for name, stride in self.strides.items():
            x = self.residual(name, x, stride, training)
        return x.mean(dim=(2, 3))

    def residual(self, name, x, stride, training):
        p, y = self.p, x
        convolutions = 2 if self.block == "basic" else 3
        strided = 1 if self.block == "basic" else 2  # ResNet v1.5: the 3x3 convolution
        for number in range(1, convolutions + 1):
            weight = p["%s.conv%d.weight" % (name, number)]
            step = stride if number == strided else 1
            y = F.conv2d(y, weight, stride=step, padding=weight.shape[-1] // 2)
            y = self.normalised("%s.bn%d" % (name, number), y, training)
            y = F.relu(y) if number < convolutions else y
        if name + ".downsample.0.weight" in p:
            x = F.conv2d(x, p[name + ".downsample.0.weight"], stride=stride)
            x = self.normalised(name + ".downsample.1", x, training)
        return F.relu(x + y)

    def features(self, pooled, training):
        p = self.p
        h = F.linear(pooled, p["projection_head.0.weight"], p["projection_head.0.bias"])
        h = F.relu(self.normalised("projection_head.1", h, training))
        h = F.linear(h, p["projection_head.3.weight"], p["projection_head.3.bias"])
        return F.normalize(h, dim=1)


def write_train(path, generator, network, crops, rates, queue, freeze, **settings):
    net = Network(generator, **network)
    tensors = {"init." + name: stored(value) for name, value in net.p.items()}
    batch = settings["batch"]
    settings["views"] = sum(count for count, _ in crops)
    memory = Queue(len(settings["assign"]), queue, network["feature_dim"])
    momentum = {}
    for step, rate in enumerate(rates):
        name = "step%d." % step
        with torch.no_grad():
            net.p["prototypes.weight"] = F.normalize(net.p["prototypes.weight"], dim=1)
        for key in net.parameters():
            net.p[key] = net.p[key].detach().requires_grad_(True)
        pooled, view = [], 0
        for count, side in crops:
            group = [normal(generator, batch, 3, side, side) for _ in range(count)]
            for images in group:
                tensors[name + "view%d" % view] = images.float()
                view += 1
            pooled.append(net.trunk(torch.cat(group), True))
        features = net.features(torch.cat(pooled), True)
        prototypes = net.p["prototypes.weight"]
        loss, _ = swav_loss(features @ prototypes.t(), features, prototypes, memory, settings)
        loss.backward()
        tensors[name + "loss"] = loss.detach().reshape(1).float()
        with torch.no_grad():
            for key in net.parameters():
                if key == "prototypes.weight" and step < freeze:
                    continue
                net.p[key], momentum[key] = larc_sgd(
                    net.p[key], net.p[key].grad, momentum.get(key), rate, settings
                )
    for name, value in net.p.items():
        tensors["final." + name] = stored(value)
    if queue > 0:
        tensors["final.queue"] = memory.rows.float()
    tensors["eval.input"] = normal(generator, 3, 3, crops[0][1], crops[0][1]).float()
    with torch.no_grad():
        tensors["eval.features"] = net.trunk(tensors["eval.input"].double(), False).float()
    metadata = dict(settings, **network)
    metadata.update(
        layers=commas(network["layers"]),
        assign=commas(settings["assign"]),
        views=commas("%dx%d" % crop for crop in crops),
        lr=commas(rates),
        queue=queue,
        freeze_prototypes_steps=freeze,
        steps=len(rates),
    )
    save(path, tensors, kind="train", **metadata)


def stored(value):
    return value.float() if value.is_floating_point() else value.clone()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=2026)
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    generator = torch.Generator().manual_seed(arguments.seed)
    path = lambda name: os.path.join(arguments.folder, name + ".safetensors")

    write_sinkhorn(path("sinkhorn-overflow"), generator, 40, 24, 0.05, 3, scale=0.4, spread=9)
    write_sinkhorn(path("sinkhorn-sharp"), generator, 40, 24, 0.004, 3)
    write_sinkhorn(path("sinkhorn-overflow-scaled"), generator, 33, 50, 0.05, 3, scale=30)
    write_sinkhorn(path("sinkhorn-epsilon-03"), generator, 96, 130, 0.03, 3)
    write_sinkhorn(path("sinkhorn-one-iteration"), generator, 17, 40, 0.05, 1)

    sharp = dict(temperature=0.1, epsilon=0.03, iterations=3)
    plain = dict(temperature=0.1, epsilon=0.05, iterations=3)
    write_loss(
        path("loss-assign-2-0"), generator, 14, 8, 2, 0, batch=5, views=6, assign=[2, 0], **sharp
    )
    write_loss(
        path("loss-queue-not-divided"), generator, 18, 12, 6, 20, batch=8, views=3, assign=[0, 1], **plain
    )
    write_loss(
        path("loss-queue-of-one-batch"), generator, 9, 10, 4, 7, batch=7, views=4, assign=[1, 3], **sharp
    )
    write_loss(
        path("loss-one-assignment"), generator, 11, 6, 5, 12, batch=6, views=3, assign=[1],
        temperature=0.2, epsilon=0.06, iterations=5,
    )

    larc = dict(weight_decay=1e-3, momentum=0.9, trust_coefficient=0.001)
    write_lars(path("lars-late-gradient"), generator, [0.4, 0.2, 0.6, 0.3, 0.1, 0.5], **larc)

    write_schedule(path("schedule-long-warmup"), 250, 1000, 0.05, 2.4, 0.0)
    write_schedule(path("schedule-one-warmup-step"), 1, 77, 0.3, 0.6, 0.0006)

    sgd = dict(weight_decay=1e-6, momentum=0.9, trust_coefficient=0.001)
    basic = dict(block="basic", layers=[1, 1, 2, 1], width=12, hidden=40, feature_dim=20, prototypes=22)
    write_train(
        path("train-basic-three-resolutions"), generator, basic, [(2, 56), (1, 40), (2, 24)],
        [0.15, 0.3, 0.2, 0.25], 13, 1, batch=5, assign=[0, 2], **sharp, **sgd,
    )
    bottleneck = dict(
        block="bottleneck", layers=[1, 2, 1, 1], width=8, hidden=24, feature_dim=12, prototypes=17
    )
    write_train(
        path("train-bottleneck-one-batch-queue"), generator, bottleneck, [(2, 48), (3, 32)],
        [0.2, 0.1, 0.3, 0.3], 6, 0, batch=6, assign=[0, 1], **plain, **sgd,
    )


if __name__ == "__main__":
    main()
