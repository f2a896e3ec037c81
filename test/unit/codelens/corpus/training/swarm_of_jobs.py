from lab.swarm import Job, launch
from lab.rl import train as rl

if __name__ == "__main__":  # lens
    jobs = [Job(main=rl.main, seed=seed) for seed in range(4)]
    launch(jobs, name="agents")
