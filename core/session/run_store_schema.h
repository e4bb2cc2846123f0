// SPDX-License-Identifier: MIT
// The store's tables, as the steps that led to them. A store says in user_version how many it has taken; a
// step that was released is never edited.
#pragma once

#include <array>

namespace steerscope {

inline constexpr int kStoreApplication = 0x53535253; // "SSRS", PRAGMA application_id

// 1: recordings, runs and sessions.
inline constexpr std::array kStoreStep1{
    "CREATE TABLE recordings (hash TEXT PRIMARY KEY, path TEXT NOT NULL, seconds REAL NOT NULL, "
    "opened INTEGER NOT NULL)",
    "CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, "
    "recording TEXT NOT NULL REFERENCES recordings(hash), model TEXT NOT NULL, fingerprint TEXT NOT NULL, "
    "baseline INTEGER NOT NULL, settings TEXT NOT NULL, options BLOB NOT NULL, words TEXT NOT NULL, "
    "details BLOB NOT NULL, tags TEXT NOT NULL DEFAULT '', notes TEXT NOT NULL DEFAULT '', "
    "pinned INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE sessions (id INTEGER PRIMARY KEY AUTOINCREMENT, began INTEGER NOT NULL, "
    "saved INTEGER, ended INTEGER, state BLOB)",
};

// 2: corrections, and finding a recording's runs without reading them all.
inline constexpr std::array kStoreStep2{
    "CREATE TABLE corrections (id INTEGER PRIMARY KEY AUTOINCREMENT, recording TEXT NOT NULL, "
    "at INTEGER NOT NULL, words TEXT NOT NULL)",
    "CREATE INDEX corrections_of ON corrections(recording)",
    "CREATE INDEX runs_of ON runs(recording, fingerprint, baseline)",
};

inline constexpr int kStoreVersion = 2;

} // namespace steerscope
