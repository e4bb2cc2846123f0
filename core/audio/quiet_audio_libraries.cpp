// SPDX-License-Identifier: MIT
#include "core/audio/quiet_audio_libraries.h"

#include <initializer_list>

#include <dlfcn.h>

namespace steerscope {

namespace {

// Called by C code with variable arguments, none of which is looked at.
void ignoreAlsa(const char*, int, const char*, int, const char*, ...)
{
}
void ignoreJack(const char*)
{
}

// Looked up at run time: both come with PortAudio, which may also be built without them.
template <class Setter> Setter* loadedFunction(const char* name)
{
    return reinterpret_cast<Setter*>(::dlsym(RTLD_DEFAULT, name));
}

} // namespace

void quietAudioLibraries()
{
    using SetAlsa = int(void (*)(const char*, int, const char*, int, const char*, ...));
    using SetJack = void(void (*)(const char*));
    if (auto* set = loadedFunction<SetAlsa>("snd_lib_error_set_handler"))
        set(ignoreAlsa);
    for (const char* name : {"jack_set_error_function", "jack_set_info_function"})
        if (auto* set = loadedFunction<SetJack>(name))
            set(ignoreJack);
}

} // namespace steerscope
