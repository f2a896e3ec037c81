import gym
from lab.algos import ppo

ppo(lambda: gym.make("CartPole-v1"), steps_per_epoch=4000)  # lens
