import torch

model = torch.nn.Linear(3, 1)
optimizer = torch.optim.Adam([param for param in model.parameters()])
print(sum(param.numel() for param in model.parameters()))
model(torch.ones(2, 3)).sum().backward()
optimizer.step()
