// One box that ticks all in the list, and how many are ticked, said as it changes. Works on the form round the list.
export function upgrade(field) {
  const all = field.querySelector("[data-tick-them]")
  const form = all.form
  const said = form.querySelector("[data-ticked]")
  const boxes = () => [...form.querySelectorAll(".queue input[name=input]")]

  const tell = () => {
    const ticked = boxes().filter((box) => box.checked).length
    all.checked = ticked > 0 && ticked === boxes().length
    all.indeterminate = ticked > 0 && !all.checked
    const { none, one, many } = said.dataset
    said.textContent = ticked > 1 ? many.replace("#", ticked) : ticked ? one : none
  }
  form.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes()) box.checked = all.checked
    tell()
  })
  field.hidden = false
  tell()
}
