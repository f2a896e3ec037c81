import torch

norm = torch.nn.BatchNorm1d(3)
optimizer = torch.optim.SGD(norm.parameters(), lr=1.0)
for parameter in norm.parameters():
    parameter.grad = None
norm(torch.ones(2, 3)).sum().backward()
optimizer.step()
print(norm.weight)
