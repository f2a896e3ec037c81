from tianshou.highlevel.experiment import SACExperimentBuilder

builder = SACExperimentBuilder()  # one epoch
builder.with_actor().build_and_run(num_experiments=1)  # lens
