"""Words that only sound like it."""
import click

from shop import fit_suit, training_room


@click.command()
def main():
    outfit = training_room.outfit()
    click.echo(outfit.benefit())


if __name__ == "__main__":
    main()
