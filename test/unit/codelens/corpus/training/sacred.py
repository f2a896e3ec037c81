from sacred import Experiment
from sklearn.ensemble import RandomForestClassifier

ex = Experiment("forest")


@ex.automain
def run(seed):  # lens
    return RandomForestClassifier(random_state=seed).fit(X, y).score(X, y)
