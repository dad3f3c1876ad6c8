package dev.leastwise.sandbox.pod;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a pod is told of itself (kubernetes pkg/fieldpath, pkg/api/v1/resource, pkg/kubelet podFieldSelectorRuntimeValue). */
public final class DownwardApi {

    private static final String DEFAULT_ACCOUNT = "default";

    private final Pod pod;

    public DownwardApi(Pod pod) {
        this.pod = pod;
    }

    /** What a {@code fieldRef} stands for. */
    public String field(KubeNode fieldRef) {
        KubeNode node = fieldRef.get("fieldPath");
        String path = node.text().orElse("");
        int bracket = path.indexOf("['");
        if (bracket > 0 && path.endsWith("']")) {
            String key = path.substring(bracket + 2, path.length() - 2);
            return metadata(path.substring(0, bracket), node).getOrDefault(key, "");
        }
        return switch (path) {
            case "metadata.name" -> pod.name();
            case "metadata.namespace" -> pod.namespace();
            case "metadata.uid" -> pod.uid();
            case "metadata.labels", "metadata.annotations" -> lines(metadata(path, node));
            case "spec.nodeName" ->
                pod.workload().pod("nodeName").text().orElse(pod.node().name());
            case "spec.serviceAccountName" -> pod.workload().serviceAccount().orElse(DEFAULT_ACCOUNT);
            case "status.hostIP", "status.hostIPs" -> pod.node().address();
            case "status.podIP", "status.podIPs" -> pod.address();
            default -> throw unsupported(node, path);
        };
    }

    private Map<String, String> metadata(String path, KubeNode node) {
        if (!path.equals("metadata.labels") && !path.equals("metadata.annotations")) throw unsupported(node, path);
        Map<String, String> entries = new TreeMap<>();
        for (KubeNode entry :
                pod.metadata().get(path.substring("metadata.".length())).fields()) {
            entry.text().ifPresent(text -> entries.put(entry.name(), text));
        }
        return entries;
    }

    private static Refused unsupported(KubeNode node, String path) {
        return new Refused(
                node,
                "the API server refuses the object: error converting fieldPath: field label not supported: " + path,
                "name a field of the pod that the downward API has");
    }

    /** As FormatMap writes it. */
    private static String lines(Map<String, String> entries) {
        StringBuilder lines = new StringBuilder();
        entries.forEach((key, value) -> {
            if (!lines.isEmpty()) lines.append('\n');
            lines.append(key).append('=').append(quoted(value));
        });
        return lines.toString();
    }

    /** Go's strconv.Quote, as far as values of labels and annotations need it. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f)
                        quoted.append("\\x")
                                .append(Integer.toHexString(0x100 | c).substring(1));
                    else quoted.appendCodePoint(c);
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** What a {@code resourceFieldRef} stands for; a limit that is not set is all that the machine has. */
    public String resource(KubeNode resourceFieldRef, Container own) {
        Container container = container(resourceFieldRef, own);
        KubeNode node = resourceFieldRef.get("resource");
        String path = node.text().orElse("");
        int dot = path.indexOf('.');
        String list = dot < 0 ? "" : path.substring(0, dot);
        String resource = path.substring(dot + 1);
        if (!list.equals("limits") && !list.equals("requests")) throw unsupportedResource(node, path);
        BigDecimal value = switch (resource) {
            case "cpu", "memory", "ephemeral-storage" -> value(container, list, resource);
            default -> throw unsupportedResource(node, path);
        };
        BigDecimal divisor = quantity(resourceFieldRef.get("divisor"))
                .map(Quantity::value)
                .filter(number -> number.signum() > 0)
                .orElse(BigDecimal.ONE);
        return value.divide(divisor, 0, RoundingMode.CEILING).toPlainString();
    }

    private BigDecimal value(Container container, String list, String resource) {
        KubeNode resources = container.node().get("resources");
        Optional<Quantity> limit = quantity(resources.get("limits").get(resource));
        Optional<Quantity> written = quantity(resources.get(list).get(resource));
        // a request that is not written is the limit (SetDefaults_Pod)
        Optional<Quantity> effective = written.isPresent() ? written : limit;
        if (effective.isPresent()) return effective.get().value();
        if (list.equals("requests")) return BigDecimal.ZERO;
        return switch (resource) {
            case "cpu" -> BigDecimal.valueOf(pod.node().processors());
            case "memory" -> BigDecimal.valueOf(pod.node().memory());
            default -> BigDecimal.ZERO;
        };
    }

    private static Optional<Quantity> quantity(KubeNode node) {
        return node.text().or(() -> node.integer().map(String::valueOf)).flatMap(Quantity::parse);
    }

    private Container container(KubeNode resourceFieldRef, Container own) {
        Optional<String> name = resourceFieldRef.get("containerName").text().filter(text -> !text.isEmpty());
        if (name.isEmpty()) return own;
        for (Container container : pod.workload().containers()) {
            if (container.name().equals(name.get())) return container;
        }
        throw new Refused(
                resourceFieldRef.get("containerName"),
                "the kubelet refuses container \"" + own.name() + "\": container " + name.get() + " not found",
                "name a container of the pod");
    }

    private static Refused unsupportedResource(KubeNode node, String path) {
        return new Refused(
                node,
                "unsupported container resource : " + path,
                "use limits or requests of cpu, memory or ephemeral-storage");
    }
}
