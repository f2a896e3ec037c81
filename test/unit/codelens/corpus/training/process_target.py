import torch.multiprocessing as mp
from model import Net
from train import train

if __name__ == "__main__":  # lens
    mp.Process(target=train, args=(0, Net())).start()
