from lightning.pytorch.cli import LightningCLI


class ProjectCLI(LightningCLI):
    def add_arguments_to_parser(self, parser):
        parser.link_arguments("a", "b")


if __name__ == "__main__":  # lens
    ProjectCLI()
