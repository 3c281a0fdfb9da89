// Runs before the first paint, so that a chosen theme never flashes the other one. Hence no module.
{
  let chosen = null;
  try {
    chosen = JSON.parse(localStorage.getItem('bellhop.theme'));
  } catch {
    // Where nothing is kept, the system's theme it is.
  }
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
}
