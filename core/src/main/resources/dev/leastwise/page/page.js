(() => {
  'use strict';
  const byId = id => document.getElementById(id);
  const form = document.querySelector('.filter');
  const rule = byId('rule');
  const workload = byId('workload');
  const boxes = [...form.querySelectorAll('input[type=checkbox]')];
  const sections = [...document.querySelectorAll('section')].map(element => ({
    element,
    words: element.dataset.words,
    findings: [...element.querySelectorAll('article')].map(article => ({
      article,
      rule: article.dataset.rule,
      kinds: [...article.classList],
    })),
  }));
  const total = document.querySelectorAll('article:not(.suppressed)').length;

  const apply = () => {
    const off = new Set(boxes.filter(box => !box.checked).map(box => box.id.slice('show-'.length)));
    const narrowed = rule.value !== '' || boxes.some(box => box.defaultChecked && !box.checked);
    const words = workload.value.toLowerCase().split(/\s+/).filter(word => word);
    let shown = 0;
    let visible = 0;
    for (const section of sections) {
      const named = words.every(word => section.words.includes(word));
      let inSection = 0;
      for (const finding of section.findings) {
        const match = named && (rule.value === '' || finding.rule === rule.value);
        if (finding.article.hidden === match) finding.article.hidden = !match;
        if (match && !finding.kinds.some(kind => off.has(kind))) inSection++;
      }
      const hidden = !named || (narrowed && inSection === 0 && !section.element.querySelector('article:target'));
      if (section.element.hidden !== hidden) section.element.hidden = hidden;
      shown += inSection;
      if (!hidden) visible++;
    }
    byId('shown').textContent = `${shown} of ${total} shown`;
    byId('nothing').hidden = visible > 0;
  };

  const open = () => {
    const article = byId(location.hash.slice(1));
    if (!article || article.tagName !== 'ARTICLE') return;
    if (article.hidden || article.closest('section').hidden) {
      form.reset();
      apply();
    }
    article.scrollIntoView();
    article.focus({ preventScroll: true });
  };

  document.documentElement.classList.add('js');
  form.addEventListener('input', apply);
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  addEventListener('hashchange', open);
  apply();
  open();
})();
