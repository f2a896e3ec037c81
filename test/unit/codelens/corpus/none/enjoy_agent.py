from lab import deepq

model = deepq.learn("pong", total_timesteps=0, load_path="pong.pkl")
while True:
    print(model.step())
