package dev.leastwise.rule;

import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.privilege.FileTree;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFile;
import dev.leastwise.privilege.ImageName;
import dev.leastwise.privilege.ServiceAccounts;
import dev.leastwise.privilege.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rule is, for people: the catalogue, its page, the help and the metadata of reports all come from here.
 *
 * @param id the name in kebab case, ours to keep
 * @param title the problem in a few words, without a full stop
 * @param why what an intruder gains, in whole sentences
 * @param remedy what to do about it, as an order without a full stop
 * @param mayBreak what may stop working when it is mended, and how to find out
 * @param examples what it finds and what it does not
 */
public record RuleInfo(String id, String title, String why, String remedy, String mayBreak, List<Example> examples) {

    /**
     * A manifest that the rule is held to. Each line on which it must find something ends with {@code # <--}; without
     * such a line it must find nothing.
     *
     * @param mended what the rule's fixes make of it, without those marks; empty where it offers none, or none that does
     *     not leave the choice to a person
     */
    public record Example(
            String manifest,
            Severity severity,
            Verdict verdict,
            Target target,
            Optional<KnownImage> image,
            Optional<Mended> mended) {

        public boolean bad() {
            return manifest.contains("# <--");
        }

        /** What its containers are granted by. */
        public Grants grants() {
            return new Grants(
                    target,
                    reference -> image.filter(known -> known.is(reference)).map(KnownImage::facts),
                    new ServiceAccounts());
        }

        /** The same under another target. */
        public Example under(Target other) {
            return new Example(manifest, severity, verdict, other, image, mended);
        }

        /** The same with the image's facts known, and its files where some are given; the reference is the normalised one. */
        public Example with(String reference, ImageFacts facts, ImageFile... files) {
            KnownImage known = new KnownImage(reference, facts, List.of(files));
            return new Example(manifest, severity, verdict, target, Optional.of(known), mended);
        }

        /** The same with what fixes make of it that are as sure as that. */
        public Example becomes(Safety safety, String after) {
            return new Example(manifest, severity, verdict, target, image, Optional.of(new Mended(safety, after)));
        }

        /** The same without its marks. */
        public Example unmarked() {
            return withText(manifest.replace(" # <--", ""));
        }

        /** Another manifest under the same circumstances. */
        public Example withText(String other) {
            return new Example(other, severity, verdict, target, image, mended);
        }
    }

    /** What becomes of an example, and how sure the least sure of its fixes is. */
    public record Mended(Safety safety, String manifest) {}

    /** An image of an example; the table of its files is made when it is asked for, which only tests do. */
    public record KnownImage(String reference, ImageFacts bare, List<ImageFile> files) {

        boolean is(String other) {
            return reference.equals(ImageName.normalised(other));
        }

        ImageFacts facts() {
            return files.isEmpty() ? bare : bare.with(FileTree.of(files));
        }
    }

    /** An example that is violated. */
    static Example bad(Severity severity, String manifest) {
        return new Example(manifest, severity, Verdict.VIOLATED, Target.DEFAULT, Optional.empty(), Optional.empty());
    }

    /** An example that cannot be decided. */
    static Example undecided(Severity severity, String manifest) {
        return new Example(manifest, severity, Verdict.UNDECIDED, Target.DEFAULT, Optional.empty(), Optional.empty());
    }

    /** A near miss: it looks like the problem and is none. */
    static Example good(String manifest) {
        return new Example(
                manifest, Severity.INFO, Verdict.VIOLATED, Target.DEFAULT, Optional.empty(), Optional.empty());
    }

    /** The severities that it reports, the worst first. */
    public List<Severity> severities() {
        List<Severity> severities = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            if (examples.stream().anyMatch(example -> example.bad() && example.severity() == severity)) {
                severities.add(severity);
            }
        }
        return severities;
    }
}
