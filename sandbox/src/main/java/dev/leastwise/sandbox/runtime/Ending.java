package dev.leastwise.sandbox.runtime;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why a run is over.
 *
 * @param code the exit code where no container decides it
 * @param failed the container that failed: its own code counts where it is not 0
 * @param grace seconds that the containers get to end, where not the pod says so
 */
record Ending(int code, Optional<RunningContainer> failed, OptionalLong grace) {

    static Ending with(int code) {
        return new Ending(code, Optional.empty(), OptionalLong.empty());
    }

    /** A container failed; a pod of which one does ends with a code that is not 0. */
    static Ending failed(RunningContainer container, OptionalLong grace) {
        return new Ending(1, Optional.of(container), grace);
    }

    /** The exit code, when all containers have ended. */
    int exitCode() {
        int own = failed.isEmpty() ? 0 : failed.get().code().orElse(0);
        return own == 0 ? code : own;
    }
}
