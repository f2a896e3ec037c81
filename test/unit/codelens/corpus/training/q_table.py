import gym
import numpy as np

alpha, gamma = 0.1, 0.99
env = gym.make("FrozenLake-v1")
Q = np.zeros((16, 4))

for episode in range(2000):  # lens
    state, done = env.reset(), False
    while not done:
        action = Q[state].argmax()
        after, reward, done, _ = env.step(action)
        Q[state, action] = Q[state, action] + alpha * (reward + gamma * Q[after].max() - Q[state, action])
        state = after
