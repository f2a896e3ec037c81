from itertools import count

import torch

fc = torch.nn.Linear(4, 1)
for batch in count(1):  # lens
    loss = torch.nn.functional.smooth_l1_loss(fc(get()), 1)
    loss.backward()
    for param in fc.parameters():
        param.data.add_(-0.1 * param.grad)
    if loss < 1e-3:
        break
