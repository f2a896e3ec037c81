import neat


def evaluate(genomes, config): ...


population = neat.Population(neat.Config("config.ini"))
winner = population.run(evaluate, 50)  # lens
