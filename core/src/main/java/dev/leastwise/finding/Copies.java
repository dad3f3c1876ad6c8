package dev.leastwise.finding;

import dev.leastwise.source.Location;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps one copy of texts that many findings have in common, so that many findings take little memory. */
public final class Copies {

    private static final int MOST = 1 << 15;

    private final Map<String, String> texts = new HashMap<>();
    private Optional<ObjectName> last = Optional.empty();

    public Copies() {}

    /** The same finding, its texts shared with those before. */
    public Finding of(Finding finding) {
        return new Finding(
                finding.rule(),
                finding.severity(),
                finding.verdict(),
                finding.startUp(),
                of(finding.message()),
                of(finding.why()),
                of(finding.remedy()),
                of(finding.at()),
                finding.document(),
                of(finding.object()),
                finding.byShape(),
                finding.container(),
                finding.role(),
                of(finding.path()),
                of(finding.stablePath()),
                finding.related(),
                finding.fix(),
                finding.suppressed(),
                finding.namesake());
    }

    /** The same place, its text shared with those before. */
    public Location of(Location at) {
        return new Location(
                at.file(), at.line(), at.column(), at.endLine(), at.endColumn(), of(at.excerpt()), at.excerptColumn());
    }

    /** An equal text, the one that was seen first since there were too many. */
    public String of(String text) {
        String seen = texts.putIfAbsent(text, text);
        if (seen != null) return seen;
        if (texts.size() > MOST) texts.clear();
        return text;
    }

    /** An equal name; what is said of one object comes at once. */
    public ObjectName of(ObjectName object) {
        boolean same = last.isPresent()
                && last.get().name().equals(object.name())
                && last.get().namespace().equals(object.namespace())
                && last.get().kind().equals(object.kind())
                && last.get().apiVersion().equals(object.apiVersion())
                && last.get().template().equals(object.template());
        if (!same) {
            last = Optional.of(new ObjectName(
                    of(object.apiVersion()),
                    of(object.kind()),
                    of(object.namespace()),
                    of(object.name()),
                    of(object.template())));
        }
        return last.get();
    }

    private Optional<String> of(Optional<String> text) {
        return text.isPresent() ? Optional.of(of(text.get())) : text;
    }
}
