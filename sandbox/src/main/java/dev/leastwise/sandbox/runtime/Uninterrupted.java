package dev.leastwise.sandbox.runtime;

/** Waiting that nothing ends early: nobody interrupts the threads of a run. */
final class Uninterrupted {

    static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void join(Thread thread) {
        join(thread, 0);
    }

    /** Waits for a thread's end, at most that time where it is positive. */
    static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Uninterrupted() {}
}
