// Runs before anything is drawn, so that what only serves browsers without scripts never flashes up.
document.documentElement.classList.add("scripted");
