"""Asks argparse itself what a script declares, as JSON after the word DUMP: python truth.py SCRIPT

Every package that is no part of Python is a stand-in, and the parser ends the script where it would read the command line. It runs
code of strangers: do it without network, in an empty folder, with a time limit.
"""

import argparse
import importlib.abc
import importlib.machinery
import json
import os
import runpy
import sys
import types
from unittest.mock import MagicMock

script=sys.argv[1]
std=sys.stdlib_module_names
class Mod(types.ModuleType):
    __path__=[]
    def __getattr__(self,n):
        if n.startswith("__") and n!="__version__": raise AttributeError(n)
        v=MagicMock(name=n) if n!="__version__" else "2.0.0"; setattr(self,n,v); return v
class F(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self,name,path,target=None):
        if name.split(".")[0] in std: return None
        return importlib.machinery.ModuleSpec(name,self,is_package=True)
    def create_module(self,spec): return Mod(spec.name)
    def exec_module(self,m): pass
sys.meta_path.append(F())
def dump(self,*a,**k):
    out=[]
    for x in self._actions:
        if isinstance(x,(argparse._HelpAction,argparse._VersionAction)): continue
        if isinstance(x,argparse._SubParsersAction): print("SUB"); os._exit(3)
        d=x.default
        if d is argparse.SUPPRESS: d=None
        kind="flag" if isinstance(x,(argparse._StoreTrueAction,argparse._StoreFalseAction,argparse._StoreConstAction)) or type(x).__name__=="BooleanOptionalAction" else getattr(x.type,"__name__",None) if x.type is not None else None
        out.append(dict(flags=list(x.option_strings),dest=x.dest,kind=kind,default=d if isinstance(d,(int,float,str,bool,type(None),list,tuple)) else repr(type(d)),choices=[str(c) for c in x.choices] if x.choices is not None and not isinstance(x.choices,MagicMock) else None,required=bool(x.required)))
    sys.stdout.write("DUMP"+json.dumps(out,default=str)+"\n"); sys.stdout.flush(); os._exit(0)
argparse.ArgumentParser.parse_args=dump; argparse.ArgumentParser.parse_known_args=dump
sys.argv=[script]; sys.path.insert(0,os.path.dirname(script)); 
runpy.run_path(script,run_name="__main__")
