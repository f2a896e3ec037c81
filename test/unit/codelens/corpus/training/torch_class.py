import torch


class Base:
    def _step(self, batch):
        loss = self.model(batch)
        loss.backward()
        self.optimizer.step()


class Worker(Base):
    def __init__(self, model):
        self.model = model
        self.optimizer = torch.optim.Adam(model.parameters())

    def go(self):
        for batch in self.data:
            self._step(batch)


def entry(rank):
    Worker(build(rank)).go()


if "__main__" == __name__:  # lens
    torch.multiprocessing.spawn(entry, nprocs=2)
