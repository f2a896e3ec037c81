import torch.multiprocessing as mp


class Worker(mp.Process):
    def run(self):
        for episode in range(100):
            loss = self.net.loss()
            loss.backward()
            self.optimizer.step()


if __name__ == "__main__":  # lens
    workers = [Worker() for _ in range(4)]
    [w.start() for w in workers]
