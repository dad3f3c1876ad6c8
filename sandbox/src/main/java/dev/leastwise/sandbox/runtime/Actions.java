package dev.leastwise.sandbox.runtime;

import dev.leastwise.sandbox.linux.LinuxError;
import dev.leastwise.sandbox.linux.NetworkNamespace;
import dev.leastwise.sandbox.pod.Pod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Does what probes and hooks say, in a pod's network; a thread of its own for each. */
final class Actions {

    private final Pod pod;
    private final Runc runc;
    private final long sandbox;
    private boolean entered;

    /**
     * Acts for a pod.
     *
     * @param sandbox the process that holds its namespaces
     */
    Actions(Pod pod, Runc runc, long sandbox) {
        this.pod = pod;
        this.runc = runc;
        this.sandbox = sandbox;
    }

    /** Does it within that time, which is limited where it is positive. */
    Outcome perform(Action action, RunningContainer container, Duration timeout) {
        return switch (action) {
            case Action.Execute execute -> execute(execute, container, timeout);
            case Action.HttpGet get -> get(get, timeout);
            case Action.TcpSocket socket -> connect(socket, timeout);
            case Action.Sleep sleep -> {
                Uninterrupted.sleep(sleep.duration().toMillis());
                yield Outcome.SUCCESS;
            }
            case Action.NotDone none -> Outcome.SUCCESS;
        };
    }

    private Outcome execute(Action.Execute execute, RunningContainer container, Duration timeout) {
        Process process = runc.execute(container.id(), execute.command());
        try {
            if (timeout.isPositive() && !process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return Outcome.failure("command timed out after " + timeout.toSeconds() + "s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        String output = Runc.output(process);
        return process.exitValue() == 0 ? Outcome.SUCCESS : Outcome.failure(output.strip());
    }

    private Outcome connect(Action.TcpSocket tcp, Duration timeout) {
        try (Socket socket = new Socket()) {
            enter();
            socket.connect(new InetSocketAddress(pod.address(), tcp.port()), millis(timeout));
            return Outcome.SUCCESS;
        } catch (IOException e) {
            return Outcome.failure("dial tcp " + pod.address() + ":" + tcp.port() + ": " + e.getMessage());
        }
    }

    private Outcome get(Action.HttpGet get, Duration timeout) {
        try {
            enter();
            return new HttpRequest(pod.address(), get, millis(timeout)).send();
        } catch (IOException e) {
            return Outcome.failure("Get \"" + get.scheme().toLowerCase(Locale.ROOT) + "://" + pod.address() + ":"
                    + get.port() + get.path() + "\": " + e.getMessage());
        }
    }

    private void enter() throws LinuxError {
        if (entered || pod.hostNetwork()) return;
        NetworkNamespace.enter(sandbox);
        entered = true;
    }

    private static int millis(Duration timeout) {
        return timeout.isPositive() ? (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE) : 0;
    }
}
