// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace steerscope {

// Program and arguments of a program that came with this one: the environment's `variable` (a command line,
// quotes as in a shell), else `name` beside this program, in ../libexec or ../lib/steerscope as an
// installation puts it, else on PATH.
QStringList siblingCommand(const char* variable, const QString& name);

// steerscope-engine; STEERSCOPE_ENGINE.
QStringList defaultEngineCommand();
// steerscope-cli; STEERSCOPE_CLI.
QStringList defaultCliCommand();

} // namespace steerscope
