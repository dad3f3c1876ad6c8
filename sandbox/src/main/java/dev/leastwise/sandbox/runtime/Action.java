package dev.leastwise.sandbox.runtime;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.sandbox.pod.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a probe or a hook does. */
sealed interface Action {

    /** A program in the container. */
    record Execute(List<String> command) implements Action {}

    /** A request to the pod. */
    record HttpGet(String scheme, int port, String path, List<Header> headers) implements Action {}

    /** A header of a request. */
    record Header(String name, String value) {}

    /** A connection to the pod. */
    record TcpSocket(int port) implements Action {}

    /** A pause. */
    record Sleep(Duration duration) implements Action {}

    /**
     * Something that is not done here.
     *
     * @param why as a clause
     */
    record NotDone(String why) implements Action {}

    /** What a probe does: in its command, variables may stand; empty where none is written. */
    static Optional<Action> probe(KubeNode handler, PlannedContainer container) {
        return of(handler, container, container.environment()::withWritten);
    }

    /** What a hook does, word for word; empty where none is written. */
    static Optional<Action> hook(KubeNode handler, PlannedContainer container) {
        return of(handler, container, word -> word.text().orElse(""));
    }

    private static Optional<Action> of(
            KubeNode handler, PlannedContainer container, Function<KubeNode, String> reading) {
        KubeNode exec = handler.get("exec");
        if (exec.exists()) {
            return Optional.of(new Execute(
                    exec.get("command").items().stream().map(reading).toList()));
        }
        KubeNode http = handler.get("httpGet");
        if (http.exists()) return Optional.of(httpGet(http, container));
        KubeNode tcp = handler.get("tcpSocket");
        if (tcp.exists()) return Optional.of(tcpSocket(tcp, container));
        KubeNode sleep = handler.get("sleep");
        if (sleep.exists()) {
            return Optional.of(
                    new Sleep(Duration.ofSeconds(sleep.get("seconds").integer().orElse(0L))));
        }
        if (handler.get("grpc").exists()) return Optional.of(new NotDone("grpc is not probed here"));
        return Optional.empty();
    }

    private static Action httpGet(KubeNode http, PlannedContainer container) {
        if (isElsewhere(http)) return elsewhere(http);
        Optional<Integer> port = port(http.get("port"), container);
        if (port.isEmpty()) return new NotDone("its port is none of the container");
        List<Header> headers = new ArrayList<>();
        for (KubeNode header : http.get("httpHeaders").items()) {
            headers.add(new Header(
                    header.get("name").text().orElse(""),
                    header.get("value").text().orElse("")));
        }
        String scheme = http.get("scheme").text().orElse("HTTP");
        return new HttpGet(scheme, port.get(), http.get("path").text().orElse("/"), headers);
    }

    private static Action tcpSocket(KubeNode tcp, PlannedContainer container) {
        if (isElsewhere(tcp)) return elsewhere(tcp);
        Optional<Integer> port = port(tcp.get("port"), container);
        return port.isEmpty() ? new NotDone("its port is none of the container") : new TcpSocket(port.get());
    }

    /** A host other than the pod is asked from the node, which is not done here. */
    private static boolean isElsewhere(KubeNode handler) {
        Optional<String> host = handler.get("host").text();
        return host.isPresent() && !host.get().isEmpty() && !host.get().equals(Pod.ADDRESS);
    }

    private static NotDone elsewhere(KubeNode handler) {
        return new NotDone("host " + handler.get("host").text().orElse("") + " is not the pod, and is not asked");
    }

    private static Optional<Integer> port(KubeNode port, PlannedContainer container) {
        Optional<Long> number = port.integer().or(() -> port.text().flatMap(name -> named(name, container)));
        return number.filter(found -> found > 0 && found < 65536).map(Long::intValue);
    }

    private static Optional<Long> named(String name, PlannedContainer container) {
        Optional<KubeNode> port = container.container().node().get("ports").itemNamed(name);
        if (port.isPresent()) return port.get().get("containerPort").integer();
        try {
            return Optional.of(Long.parseLong(name));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
