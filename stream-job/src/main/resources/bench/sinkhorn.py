# The authors' formulation of the codes (main_swav.py, distributed_sinkhorn), in one process.
import torch


def prepare(arguments):
    global in_a_row
    earlier, own, prototypes, in_a_row = map(int, arguments)
    unit = lambda rows: torch.nn.functional.normalize(torch.randn(rows, 128))
    matrix = unit(prototypes).t()
    queue, scores = unit(earlier) @ matrix, unit(own) @ matrix

    def work():
        with torch.no_grad():
            out = torch.cat((queue, scores)) if earlier else scores
            q = torch.exp(out / 0.05).t()
            q /= torch.sum(q)
            for _ in range(3):
                q /= torch.sum(q, dim=1, keepdim=True)
                q /= prototypes
                q /= torch.sum(q, dim=0, keepdim=True)
                q /= q.shape[1]
            q *= q.shape[1]
            q.t()[-own:]

    return work
