// SPDX-License-Identifier: MIT
// How a kept run reads in one line or two.
#pragma once

#include "core/session/run_store.h"

#include <QDateTime>
#include <QString>

namespace steerscope {

// "steering removed", "as trained", "master 0.50, 2 layers turned".
QString steeringText(const SteeringSettings& settings);

// "14:03:07" of today, "5 Nov 14:03" of this year, with the year before that; in the language of the window.
QString runTimeText(std::int64_t when, const QDateTime& now);

// "take.wav · master 0.50 · 14:03:07": what tells runs apart where their words stand beside it.
QString runLabel(const RunSummary& run, const QDateTime& now);

// Every word of the search stands somewhere in words, notes, tags, file name, model or steering; case does
// not matter. An empty search finds everything.
bool matchesSearch(const RunSummary& run, const QString& search);

} // namespace steerscope
