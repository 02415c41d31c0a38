/* global htmx */
// Shows a graph's values under the pointer and times in the reader's own zone, and keeps the log search live.
'use strict';

const WIDTH = 320;

function nearest(readings, x) {
  let best = null;
  for (const reading of readings) {
    if (best === null || Math.abs(reading[0] - x) < Math.abs(best[0] - x)) best = reading;
  }
  return best;
}

document.addEventListener('pointermove', (event) => {
  const svg = event.target.closest && event.target.closest('.graph svg');
  document.querySelectorAll('.graph.read').forEach((figure) => {
    if (!svg || figure !== svg.parentElement) figure.classList.remove('read');
  });
  if (!svg) return;
  const figure = svg.parentElement;
  const box = svg.getBoundingClientRect();
  const reading = nearest(JSON.parse(figure.dataset.readings), ((event.clientX - box.left) / box.width) * WIDTH);
  if (!reading) return;
  const pointer = svg.querySelector('.pointer');
  pointer.setAttribute('x1', reading[0]);
  pointer.setAttribute('x2', reading[0]);
  const time = new Date(reading[1]).toLocaleTimeString();
  figure.querySelector('output').textContent = [time, ...reading.slice(2)].join('  ·  ');
  figure.classList.add('read');
});

function localTimes(root) {
  root.querySelectorAll('time[datetime]').forEach((time) => {
    const moment = new Date(time.dateTime);
    const millis = String(moment.getMilliseconds()).padStart(3, '0');
    time.textContent = moment.toLocaleDateString(undefined, { month: 'short', day: '2-digit' }) +
      ' ' + moment.toLocaleTimeString(undefined, { hour12: false }) + '.' + millis;
    time.title = time.dateTime;
  });
}

localTimes(document);
document.addEventListener('htmx:afterSwap', (event) => localTimes(event.target));

// What a reader points at or selects stays as it is.
const reading = () => document.querySelector('.graph.read') || String(getSelection());
document.addEventListener('htmx:beforeRequest', (event) => {
  if (event.detail.target.id === 'hosts' && reading()) event.preventDefault();
});
setInterval(() => {
  if (document.getElementById('live').checked && !document.hidden && !reading()) htmx.trigger('#search', 'refresh');
}, 5000);
