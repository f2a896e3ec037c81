from ..common.optim import AdamW as optimizer
from ..common.train import train
from ..common.models.mask_rcnn import model

train.max_iter = 90000
train.output_dir = "./output"
optimizer.lr = 1e-4
dataloader = dict(train=dict(batch_size=16))
