import torch.optim as optim

num_epochs = 100
optimizer = optim.SGD([{"params": model.parameters()}], lr=1.0)
