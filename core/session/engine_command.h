// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace steerscope {

// Program and arguments of the engine: the environment's STEERSCOPE_ENGINE (a command line, quotes as in a
// shell), else steerscope-engine beside this program, in ../libexec or ../lib/steerscope as an installation
// puts it, else on PATH.
QStringList defaultEngineCommand();

} // namespace steerscope
