# One training step as the authors make it (main_swav.py, multi-crop, one process), with torchvision's ResNet.
import math
import os

import torch
import torchvision
from torch import nn
from torch.nn import functional

MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.228, 0.224, 0.225)
TEMPERATURE, EPSILON, ITERATIONS = 0.1, 0.05, 3
RATE, MOMENTUM, DECAY, TRUST = 0.6, 0.9, 1e-6, 0.001


def require_fast_blas():
    if os.path.exists("/proc/self/maps"):
        with open("/proc/self/maps") as maps:
            if any("/blas/libblas.so" in line for line in maps):
                raise SystemExit(
                    "its torch has Debian's reference BLAS, some 20 times slower than OpenBLAS:"
                    " apt-get install libopenblas0-pthread"
                )


class Model(nn.Module):
    def __init__(self, trunk, prototypes):
        super().__init__()
        self.trunk = getattr(torchvision.models, trunk)()
        features = self.trunk.fc.in_features
        self.trunk.fc = nn.Identity()
        self.head = nn.Sequential(
            nn.Linear(features, 2048), nn.BatchNorm1d(2048), nn.ReLU(inplace=True), nn.Linear(2048, 128)
        )
        self.prototypes = nn.Linear(128, prototypes, bias=False)

    def forward(self, groups):
        z = functional.normalize(self.head(torch.cat([self.trunk(group) for group in groups])), dim=1, p=2)
        return z, self.prototypes(z)


def sinkhorn(scores):
    q = torch.exp(scores / EPSILON).t()
    q /= torch.sum(q)
    for _ in range(ITERATIONS):
        q /= torch.sum(q, dim=1, keepdim=True)
        q /= q.shape[0]
        q /= torch.sum(q, dim=0, keepdim=True)
        q /= q.shape[1]
    q *= q.shape[1]
    return q.t()


def lars(parameters):
    with torch.no_grad():
        for p in parameters:
            p_norm, g_norm = torch.norm(p), torch.norm(p.grad)
            if p_norm != 0 and g_norm != 0:
                p.grad += DECAY * p
                p.grad *= TRUST * p_norm / (g_norm + DECAY * p_norm + 1e-8)


def prepare(arguments):
    require_fast_blas()
    trunk, crops, batch, prototypes, rows, layout = arguments
    batch, prototypes, rows = int(batch), int(prototypes), int(rows)
    groups = [tuple(map(int, group.split("x"))) for group in crops.split(",")]
    views = sum(count for count, _ in groups)
    pixels = [torch.randint(0, 256, (count * batch, side, side, 3), dtype=torch.uint8) for count, side in groups]
    mean, deviation = torch.tensor(MEAN), torch.tensor(DEVIATION)
    memory = torch.channels_last if layout == "channels_last" else torch.contiguous_format
    model = Model(trunk, prototypes).to(memory_format=memory)
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE, momentum=MOMENTUM)
    queue = functional.normalize(torch.randn(2, rows, 128), dim=2)

    def images(group):
        normalized = ((group.float() / 255 - mean) / deviation).permute(0, 3, 1, 2)
        return normalized.contiguous(memory_format=memory)

    def work():
        with torch.no_grad():
            model.prototypes.weight.copy_(functional.normalize(model.prototypes.weight, dim=1, p=2))
        z, scores = model([images(group) for group in pixels])
        z = z.detach()
        loss = 0
        for crop in (0, 1):
            own = slice(crop * batch, (crop + 1) * batch)
            with torch.no_grad():
                out = scores[own].detach()
                if rows:
                    out = torch.cat((torch.mm(queue[crop], model.prototypes.weight.t()), out))
                    queue[crop, batch:] = queue[crop, :-batch].clone()
                    queue[crop, :batch] = z[own]
                q = sinkhorn(out)[-batch:]
            terms = 0
            for view in range(views):
                if view != crop:
                    x = scores[batch * view : batch * (view + 1)] / TEMPERATURE
                    terms -= torch.mean(torch.sum(q * functional.log_softmax(x, dim=1), dim=1))
            loss += terms / (views - 1)
        loss /= 2
        optimizer.zero_grad()
        loss.backward()
        if not math.isfinite(loss.item()):
            raise ArithmeticError("the loss is not finite")
        lars(list(model.parameters()))
        optimizer.step()

    return work
