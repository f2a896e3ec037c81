from lab.models import Evolving
from lab.data import split

if __name__ == "__main__":  # lens
    x_train, x_test, y_train, y_test = split()
    model = Evolving(population=20)
    best = model.evolve(x_train, y_train, n_generations=50)
    print(best.score(x_test, y_test))
