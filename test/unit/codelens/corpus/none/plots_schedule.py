import torch
from schedulers import WarmupCosine

if __name__ == "__main__":
    optimizer = torch.optim.AdamW(torch.nn.Linear(1, 1).parameters(), 0.1)
    scheduler = WarmupCosine(optimizer, 10)
    for epoch in range(100):
        optimizer.step()
        scheduler.step()
        print(epoch, optimizer.param_groups[0]["lr"])
