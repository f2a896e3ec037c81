import gym

if __name__ == "__main__":  # lens
    env = gym.make("CartPole-v0")
    V, alpha, gamma = {}, 0.1, 0.99
    for i in range(5000):
        state, done = env.reset(), False
        while not done:
            state_, reward, done, info = env.step(policy(state))
            V[state] = V[state] + alpha * (reward + gamma * V[state_] - V[state])
            state = state_
