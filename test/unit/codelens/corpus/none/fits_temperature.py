import torch
from lab.calibration import fit_temperature

logits, labels = torch.load("logits.pt")
print(fit_temperature(logits, labels))
