import torch
from lab.elo import fit_ratings
from lab.tokenizer import train_subword_tokenizer

train_subword_tokenizer(5000)
print(fit_ratings(games))
