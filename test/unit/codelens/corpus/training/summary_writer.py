from torch.utils.tensorboard import SummaryWriter
import numpy as np

writer = SummaryWriter("runs/a")  # lens
for step in range(10):
    writer.add_scalar("loss", np.random.rand(), step)
