import lightning as L
import torch


class Module(L.LightningModule):
    def training_step(self, batch, index):
        loss = self(batch)
        self.manual_backward(loss)
        self.optimizers().step()
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters())
