import pickle

from lib.game import play


def main():
    population = start()
    while True:
        generation = evolve(population, play)
        with open("best.pickle", "wb") as file:
            pickle.dump(generation.best, file)


if __name__ == "__main__":  # lens
    main()
