@node "%~dp0test-host.mjs" %*
