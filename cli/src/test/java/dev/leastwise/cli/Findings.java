package dev.leastwise.cli;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;

/** The findings of a JSON report, a line each. */
final class Findings {

    /** {@code RULE SEVERITY LINE MESSAGE (BY: REASON)}. */
    static String lines(String report) {
        SourceText source = SourceText.of("report.json", report);
        StringBuilder lines = new StringBuilder();
        for (Document document : YamlReader.documents(source)) {
            KubeNode root = KubeNode.object(source, ((Document.Parsed) document).root());
            for (KubeNode finding : root.get("findings").items()) {
                lines.append(finding.get("rule").text().orElseThrow()).append(' ');
                lines.append(finding.get("severity").text().orElseThrow()).append(' ');
                lines.append(finding.get("line").integer().orElseThrow()).append(' ');
                lines.append(finding.get("message").text().orElseThrow());
                KubeNode suppressed = finding.get("suppressed");
                if (suppressed.exists()) {
                    lines.append(" (").append(suppressed.get("by").text().orElseThrow());
                    lines.append(": ")
                            .append(suppressed.get("reason").text().orElseThrow())
                            .append(')');
                }
                lines.append('\n');
            }
        }
        return lines.toString();
    }

    private Findings() {}
}
