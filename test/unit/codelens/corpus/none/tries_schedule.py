import torch

optimizer = torch.optim.AdamW(model.parameters(), 0.1)
for batch in range(100):
    optimizer.step()
    scheduler.step()
