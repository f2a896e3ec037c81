from agents import QLearner, Sarsa

agents = [QLearner(), Sarsa()]
agents[0].learn(1000)  # lens
