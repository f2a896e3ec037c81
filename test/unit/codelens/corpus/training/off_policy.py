import gym

if __name__ == "__main__":  # lens
    env = gym.make("Blackjack-v0")
    Q, C = {}, {}
    for episode in range(1000000):
        G, W = 0, 1
        for sa, reward in play(env):
            C[sa] += W
            Q[sa] += (W / C[sa]) * (G - Q[sa])
