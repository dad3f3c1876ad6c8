package dev.leastwise.podsecurity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No constant of the controls can change without a fixture or a case of ours noticing. */
@Tag("deep")
class MutationTest {

    /** A pod, a standard, and what tells whether the evaluation is right. */
    private record Question(DefaultedPod pod, Standard standard, Predicate<Evaluation> isRight) {

        boolean isAnsweredBy(Policy policy) {
            return isRight.test(policy.evaluate(pod, standard));
        }
    }

    @Test
    void everyChangedConstantIsNoticed() throws IOException, ReflectiveOperationException {
        List<Question> questions = questions();
        assertThat(questions).allMatch(question -> question.isAnsweredBy(PodSecurity.POLICY));

        List<Mutants.Mutant> mutants = Mutants.of(PodSecurity.POLICY);
        List<String> survivors = new ArrayList<>();
        for (Mutants.Mutant mutant : mutants) {
            if (questions.stream().allMatch(question -> question.isAnsweredBy(mutant.policy()))) {
                survivors.add(mutant.change());
            }
        }

        System.out.println("Pod Security: " + (mutants.size() - survivors.size()) + " of " + mutants.size()
                + " changed constants noticed by " + questions.size() + " questions");
        assertThat(survivors).isEmpty();
    }

    /** The cases first: they notice most. */
    private static List<Question> questions() throws IOException {
        List<Question> questions = new ArrayList<>();
        for (Case pod : Cases.all()) {
            DefaultedPod bare = new DefaultedPod(Pods.bare(pod.pod()));
            DefaultedPod template = new DefaultedPod(Pods.wrapped(pod.pod(), Pods.Controller.DEPLOYMENT));
            for (Case.Expected expected : pod.expected()) {
                if (expected.asPod()) questions.add(question(bare, expected.standard(), expected.message(true)));
                if (expected.asTemplate()) {
                    questions.add(question(template, expected.standard(), expected.message(false)));
                }
            }
        }
        DefaultedPod everything = new DefaultedPod(Pods.bare(Timeline.POD));
        for (Level level : Level.values()) {
            for (int minor = 0; minor <= Timeline.NEWEST; minor++) {
                List<String> controls = Timeline.controls(level, minor);
                questions.add(new Question(
                        everything,
                        new Standard(level, PolicyVersion.of(minor)),
                        evaluation -> evaluation.violations().stream()
                                .map(Violation::check)
                                .toList()
                                .equals(controls)));
            }
        }
        Map<String, DefaultedPod> fixtures = new HashMap<>();
        for (Fixture fixture : Fixture.all()) {
            DefaultedPod pod = fixtures.computeIfAbsent(fixture.pod(), text -> new DefaultedPod(Pods.bare(text)));
            questions.add(new Question(pod, fixture.standard(), fixture::agreesWith));
        }
        return questions;
    }

    private static Question question(DefaultedPod pod, Standard standard, String message) {
        return new Question(
                pod, standard, evaluation -> evaluation.message().orElse("").equals(message));
    }
}
