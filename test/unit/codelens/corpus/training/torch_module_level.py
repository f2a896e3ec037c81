"""As nanoGPT does it: no function, no guard."""
import torch
from model import GPT

max_iters = 100
model = GPT()
optimizer = model.configure_optimizers()
scaler = torch.amp.GradScaler()
while True:  # lens
    loss = model(*get_batch("train"))
    scaler.scale(loss).backward()
    scaler.step(optimizer)
    if (max_iters := max_iters - 1) < 0:
        break
