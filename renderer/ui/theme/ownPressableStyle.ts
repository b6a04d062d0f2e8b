/**
 * react-aria adds one style element for presses unless something with this id is there already. Our
 * base.css has the rule, so that the page's policy needs to allow no style but its own files.
 */
const id = 'react-aria-pressable-style'

if (document.getElementById(id) === null) {
  const marker = document.createElement('meta')
  marker.id = id
  document.head.append(marker)
}
