"""Asks tyro or click itself what a script declares, as JSON after the word DUMP: python truth_made.py SCRIPT

Needs tyro and click. Every other package that is no part of Python is a stand-in, and the library ends the script where it
would read the command line. It runs code of strangers: do it without network, in an empty folder, with a time limit.
"""

import importlib.abc
import importlib.machinery
import json
import os
import re
import runpy
import sys
import types
from unittest.mock import MagicMock

import click
import tyro
import tyro.extras

# What is really there by now: tyro, click and what they stand on.
REAL = {name.split(".")[0] for name in sys.modules} | set(sys.stdlib_module_names)
KINDS = {"integer": "int", "integer range": "int", "float": "float", "float range": "float", "text": "str"}


class StandIn(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        made = MagicMock(name=name)
        setattr(self, name, made)
        return made


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        return None if name.split(".")[0] in REAL else importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        pass


def dump(actions):
    sys.stdout.write("DUMP" + json.dumps(actions) + "\n")
    sys.stdout.flush()
    os._exit(0)


def ask_tyro(of, *args, **kwargs):
    actions = []
    for action in tyro.extras.get_parser(of)._actions:
        if "--help" in action.option_strings:
            continue
        told = re.search(r"\(default: (.*?)\)", str(action.help))
        default = told and told[1]
        kind = "flag" if action.metavar is None else {"INT": "int", "FLOAT": "float", "STR": "str"}.get(str(action.metavar), "other")
        flags = [flag for flag in action.option_strings if not flag.startswith("--no-")]
        default = None if default == "None" else "" if default == "''" else default
        actions.append({"flags": flags, "dest": action.dest, "kind": kind, "default": default})
    dump(actions)


def ask_click(command, *args, **kwargs):
    actions = []
    for each in [command, *getattr(command, "commands", {}).values()]:
        for param in each.params:
            kind = "flag" if getattr(param, "is_flag", False) else KINDS.get(param.type.name, "other")
            default = param.default if isinstance(param.default, (int, float, str)) else None
            flags = param.opts if param.param_type_name == "option" else []
            actions.append({"flags": flags, "dest": param.name, "kind": kind, "default": default})
    dump(actions)


tyro.cli = ask_tyro
click.Command.main = click.Command.__call__ = ask_click
sys.meta_path.append(Finder())
script = sys.argv[1]
sys.argv = [script]
sys.path.insert(0, os.path.dirname(script))
runpy.run_path(script, run_name="__main__")
