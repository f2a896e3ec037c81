from sacred import Experiment
from tgne import TGNE

ex = Experiment("tgne")


@ex.automain
def run(n_epochs, loader):  # lens
    model = TGNE()
    for step in trange(n_epochs):
        for batch in loader:
            model.training_step(batch)
