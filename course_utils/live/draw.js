// Built from js/src by `npm run build` in course_utils/live/js: make changes there.
function r(n,t="",e=""){let s=document.createElement(n);return t&&(s.className=t),e&&(s.textContent=e),s}var z={play:"M4 2.5v11l9.5-5.5z",pause:"M4 2.5h3v11H4zM\
9 2.5h3v11H9z",step:"M3 2.5v11L10 8zM11 2.5h2v11h-2z",reset:"M8 2a6 6 0 1 0 6 6h-2a4 4 0 1 1-4-4c1.1 0 2.1.45 2.83 1.17L9 7h5V2l-1.76 1.76A6 6 0 0 0 8 2z",large:"\
M2 2h5v2H4v3H2zM9 12h3V9h2v5H9zM9 2h5v5h-2V4H9zM2 9h2v3h3v2H2z",small:"M5 2h2v5H2V5h3zM9 9h5v2h-3v3H9zM9 2h2v3h3v2H9zM2 9h5v5H5v-3H2z"};function u(n,t,e,s){let i=r(
"button","cu-button");return i.type="button",i.title=e,n&&(i.innerHTML=`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${z[n]}"/></svg>`),t&&i.append(r("s\
pan","",t)),i.addEventListener("click",s),i}function C(n,t,e){n.querySelector("path")?.setAttribute("d",z[t]),e!==void 0&&n.lastElementChild&&(n.lastElementChild.
textContent=e)}var H=n=>n.replace(/(\d) (?=%)/g,"$1 ");function k(n,t){let e=H(t);n.textContent!==e&&(n.textContent=e),n.hidden=!e}var N=Symbol.for("course_utils.page");function p(){let n=globalThis;return n[N]??={id:crypto.randomUUID?.()??Math.random().toString(36).slice(2),serial:0,homes:new Map}}
function D(n,t){let{homes:e}=p();return e.has(n)||e.set(n,t()),e.get(n)}function F(n,t){let{homes:e}=p();e.get(n)===t&&e.delete(n)}var I=2,v=class{constructor(){this.model=null,this.views=new Set,this.k=this.have=0,this.told=!1,this.lost=""}attach(t,e,s){this.model=t,t.on("msg:custom",(i,o)=>{
i.type===e&&t===this.model&&s(i,o)}),t.on("comm_live_update",()=>{t===this.model&&this.linked("gone")})}tell(t,e={}){this.k+=1;try{this.model?.send({type:t,page:p().
id,k:this.k,...e})}catch{this.linked("gone")}return this.k}here(t=!1){let e=!document.hidden&&[...this.views].some(s=>s.seen);e===this.told&&!t||(this.told=e,this.
tell("here",{visible:e,have:this.have}),this.watched())}watched(){}linked(t){if(!(t===this.lost||this.lost==="gone"&&t==="silent")){this.lost=t;for(let e of this.
views)e.link?.(t)}}add(t){this.views.add(t),t.link?.(this.lost),this.here(this.views.size===1)}remove(t){if(this.views.delete(t),this.views.size)return this.here();
this.tell("bye"),this.told=!1,this.watched()}};var $=1e3,b=class extends v{constructor(){super(),this.strokes=[],this.reading=null,this.answered=this.later=0,this.asked=new Map,this.delay=0}attach(t){super.attach(
t,"reading",e=>this.take(e)),this.take(t.get("now"))}changed(){for(let t of this.views)t.paint();this.ask()}ask(){let t=performance.now();for(let[e,s]of this.asked)
t-s>$&&this.asked.delete(e);clearTimeout(this.later),this.later=0,this.asked.size<I?this.asked.set(this.tell("strokes",{strokes:this.strokes}),t):this.later=setTimeout(
()=>this.ask(),$+100)}take(t){let e=t.page===p().id,s=t.k??0;if(e){if(s<this.answered)return;this.delay=performance.now()-(this.asked.get(s)??performance.now());
for(let i of this.asked.keys())i<=s&&this.asked.delete(i);this.answered=s}this.reading=t,!e&&!this.asked.size&&!this.later&&(this.strokes=t.strokes??[]);for(let i of this.
views)i.read(t),i.paint();this.later&&this.ask()}add(t){this.reading&&t.read(this.reading),t.paint(),super.add(t)}};var j=[21,19,17.5,16,14.5,13,12],B=4,V=10,W=[["Space","run or pause"],["R","reset"],["L","lecture view, and back"],["F","full screen"],["Esc","leave the lecture\
 view"],["Tab","from control to control"],["← →","move a slider"],["Enter","type a slider's number"],["?","show or hide this list"]],S=null,y=class{constructor(t,e,s=()=>{}){
this.root=t,this.parts=e,this.changed=s,this.on=!1,this.large=u("large","","lecture view: fill the window (L)",()=>this.toggle()),this.large.setAttribute("aria-\
label","Lecture view"),this.large.setAttribute("aria-pressed","false");let i=u("","?","keys (?)",()=>this.help());i.setAttribute("aria-label","Keys"),this.keys=
r("dl","cu-keys"),this.keys.hidden=!0;for(let[o,a]of W)!e.controls?.run&&o==="Space"||!e.controls?.resets&&o==="R"||this.keys.append(r("dt","",o),r("dd","",a));
this.corner=r("div","cu-corner"),this.corner.append(i,this.large),e.title.append(this.corner,this.keys),this.room=new ResizeObserver(()=>this.fit()),this.left=()=>{
this.on&&this.full&&!document.fullscreenElement&&this.leave()},this.full=!1,document.addEventListener("fullscreenchange",this.left),t.addEventListener("keydown",
o=>this.key(o));for(let o of["mousedown","pointerdown","click"])t.addEventListener(o,a=>{this.on&&a.stopPropagation()})}toggle(){this.on?this.leave():this.enter()}help(){
this.keys.hidden=!this.keys.hidden}enter(){let{root:t,parts:e}=this;S?.leave(),S=this,this.on=!0,t.parentElement&&(t.parentElement.style.minHeight=`${t.offsetHeight}\
px`);let s=[...t.querySelectorAll(".cu-control")].filter(i=>!i.hidden).length;t.classList.add("cu-lecture",s>B?"cu-beside":"cu-above"),t.classList.toggle("cu-ma\
ny",s>V),e.controls&&this.corner.before(e.controls.more),t.tabIndex=-1,t.setAttribute("data-lm-suppress-shortcuts","true"),this.float(),t.focus({preventScroll:!0}),
this.button("small","true","back to the notebook (L or Esc)"),e.picture&&(e.picture.filling=!0),this.room.observe(t),e.controls&&this.room.observe(e.controls.rows),
this.changed(),this.fit()}float(){this.root.popover="manual",this.root.showPopover?.()}leave(){let{root:t,parts:e}=this;this.on&&(this.on=this.full=!1,S=null,this.
room.disconnect(),document.fullscreenElement===t&&document.exitFullscreen(),t.popover=null,t.classList.remove("cu-lecture","cu-beside","cu-above","cu-many"),t.style.
removeProperty("--cu-size"),e.controls&&e.controls.bar.append(e.controls.more),t.removeAttribute("tabindex"),t.removeAttribute("data-lm-suppress-shortcuts"),t.parentElement&&
(t.parentElement.style.minHeight=""),this.button("large","false","lecture view: fill the window (L)"),this.keys.hidden=!0,e.picture&&(e.picture.filling=!1,e.picture.
memo=[],e.picture.queue()),this.changed(),t.scrollIntoView({block:"nearest"}),this.large.focus({preventScroll:!0}))}button(t,e,s){C(this.large,t),this.large.setAttribute(
"aria-pressed",e),this.large.title=s}fit(){if(!this.on)return;let{root:t}=this,e=this.parts.controls?.rows,s=()=>t.scrollHeight<=t.clientHeight+1&&(!e||e.scrollHeight<=
e.clientHeight+1);for(let i of j)if(t.style.setProperty("--cu-size",`${i}px`),s())break;this.parts.picture?.queue()}async fullScreen(){if(this.on||this.enter(),
document.fullscreenElement)return document.exitFullscreen();this.root.popover=null;try{await this.root.requestFullscreen(),this.full=this.on,this.on||document.exitFullscreen()}catch{
this.on&&this.float()}}key(t){let e=t.target,s=e.matches("select, input:not([type=range], [type=checkbox], [type=radio])");if((this.on||t.key!=="Tab"&&t.key!=="\
Escape")&&t.stopPropagation(),t.key==="Escape"&&this.on?(t.preventDefault(),this.leave()):t.key==="Tab"&&this.on&&this.around(t),s||t.ctrlKey||t.metaKey||t.altKey||
t.repeat)return;let i={" ":()=>this.parts.controls?.turn(),r:()=>this.parts.controls?.reset(),l:()=>this.toggle(),f:()=>{this.fullScreen()},"?":()=>this.help()}[t.
key.toLowerCase()];!i||t.key===" "&&e.matches("button, [type=checkbox], [type=radio]")||(t.preventDefault(),i())}around(t){let e=[...this.root.querySelectorAll(
"button, select, input, [tabindex='0']")].filter(a=>a instanceof HTMLElement&&a.tabIndex>=0&&a.offsetParent!==null&&!a.matches(":disabled")),s=e[0],i=e[e.length-
1],o=document.activeElement;(t.shiftKey?o===s||o===this.root:o===i)&&(t.preventDefault(),(t.shiftKey?i:s)?.focus())}close(){this.leave(),this.room.disconnect(),
document.removeEventListener("fullscreenchange",this.left)}};function P(){let{body:n}=document;return n.dataset.jpThemeLight!==void 0?n.dataset.jpThemeLight==="false":n.classList.contains("vscode-dark")||n.classList.contains(
"vscode-high-contrast")}function R(n){let t=new MutationObserver(()=>n(P()));return t.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light",
"data-jp-theme-name","class"]}),n(P()),()=>t.disconnect()}function K(n){let t,e=()=>{t?.removeEventListener("change",s),t=matchMedia(`(resolution: ${devicePixelRatio}\
dppx)`),t.addEventListener("change",s)},s=()=>{e(),n()};return e(),()=>t.removeEventListener("change",s)}var q='system-ui, -apple-system, "Segoe UI", Roboto, "H\
elvetica Neue", "DejaVu Sans", sans-serif';var Y="150px";function O(n,t,e){let s=i=>D(i.get("spec").id,n);return{initialize({model:i}){let o=s(i);return o.attach(i),()=>F(i.get("spec").id,o)},render({model:i,
el:o}){let a=s(i),l=i.get("spec");return U(o,a,l,c=>t(c,l,a),e)}}}function U(n,t,e,s,i){let o=r("div",`cu-root${e.present?" cu-present":""}`),a=r("p","cu-lost");
a.setAttribute("role","status"),a.hidden=!0,n.append(o);let l=s(o);o.append(a,r("style","",`.cu-still[data-for="${e.id}"] { display: none }`));let c={...l,seen:!0,
link(h){k(a,i[h]),o.classList.toggle("cu-gone",h==="gone");for(let M of o.querySelectorAll(":is(.cu-controls, .cu-more) :is(button, select, input)"))M.toggleAttribute(
"inert",h==="gone")}};for(let h of o.querySelectorAll("input, select, button, .cu-pad"))h.setAttribute("data-lm-suppress-shortcuts","true");t.add(c);let d=()=>{
l.sight?.(c.seen),t.here()},f=new IntersectionObserver(h=>{c.seen=h[h.length-1].isIntersecting,d()},{rootMargin:Y});f.observe(o),document.addEventListener("visi\
bilitychange",d);let g=[()=>f.disconnect(),()=>document.removeEventListener("visibilitychange",d),R(h=>o.classList.toggle("cu-dark",h))];return()=>{for(let h of g)
h();l.close(),t.remove(c)}}var _=.045,x=.03,G=.004,E=n=>Math.min(1,Math.max(0,+n.toFixed(4))),A=class{constructor(t){this.drawing=t,this.el=r("canvas","cu-pad"),this.el.tabIndex=0,this.el.
setAttribute("role","application"),this.el.setAttribute("aria-label","Drawing pad. Arrow keys move the pen, Space lowers or lifts it, Backspace takes the last s\
troke back, Delete clears."),this.pen=[.5,.3],this.down=this.keys=!1,this.finger=null,this.asked=0;let e=new ResizeObserver(()=>this.paint());e.observe(this.el),
this.ends=[()=>e.disconnect(),K(()=>this.paint())],this.hand(),this.keyboard()}back(){this.drawing.strokes.pop(),this.down=!1,this.drawing.changed()}wipe(){this.
drawing.strokes=[],this.down=!1,this.drawing.changed()}get last(){return this.drawing.strokes[this.drawing.strokes.length-1]}at(t){let e=this.el.getBoundingClientRect();
return[E((t.clientX-e.left)/e.width),E((t.clientY-e.top)/e.height)]}hand(){let{el:t}=this;t.addEventListener("pointerdown",e=>{if(!(this.finger!==null||e.button||
e.ctrlKey)){t.focus({preventScroll:!0});try{t.setPointerCapture(e.pointerId)}catch{}this.finger=e.pointerId,this.keys=this.down=!1,this.pen=this.at(e),this.drawing.
strokes.push([this.pen]),this.drawing.changed(),e.preventDefault()}}),t.addEventListener("pointermove",e=>{if(e.pointerId!==this.finger)return;this.pen=this.at(
e);let s=this.last?.[this.last.length-1];!s||Math.hypot(this.pen[0]-s[0],this.pen[1]-s[1])<G||(this.last.push(this.pen),this.drawing.changed())});for(let e of["\
pointerup","pointercancel","lostpointercapture"])t.addEventListener(e,s=>{s.pointerId===this.finger&&(this.finger=null)});t.addEventListener("focus",()=>{this.keys=
t.matches(":focus-visible"),this.paint()}),t.addEventListener("blur",()=>{this.down=!1,this.paint()})}keyboard(){this.el.addEventListener("keydown",t=>{if(t.key===
"Tab"||t.key==="Escape")return;t.stopPropagation();let e={ArrowLeft:[-x,0],ArrowRight:[x,0],ArrowUp:[0,-x],ArrowDown:[0,x]}[t.key];if(this.keys=!0,e)this.go(e[0],
e[1]);else if(t.key===" ")this.lower();else if(t.key==="Backspace"||t.key==="z"&&(t.ctrlKey||t.metaKey))this.back();else if(t.key==="Delete")this.wipe();else return;
t.preventDefault()})}go(t,e){if(this.pen=[E(this.pen[0]+t),E(this.pen[1]+e)],!this.down||!this.last)return this.paint();this.last.push(this.pen),this.drawing.changed()}lower(){
if(this.down=!this.down,!this.down)return this.paint();this.drawing.strokes.push([this.pen]),this.drawing.changed()}paint(){this.asked||=requestAnimationFrame(()=>{
this.asked=0,this.draw()})}draw(){let{el:t,drawing:{strokes:e}}=this,s=t.clientWidth,i=Math.round(s*(window.devicePixelRatio||1));if(!s)return;t.width!==i&&(t.width=
t.height=i);let o=t.getContext("2d"),a=document.activeElement===t&&this.keys;o.setTransform(1,0,0,1,0,0),o.fillStyle="#000",o.fillRect(0,0,i,i),!e.length&&this.
finger===null&&!a&&(o.fillStyle="#8a929c",o.textAlign="center",o.textBaseline="middle",o.font=`${.065*i}px ${q}`,o.fillText("a digit from 0 to 9",i/2,i/2)),o.setTransform(
i,0,0,i,0,0),o.strokeStyle="#fff",o.lineWidth=2*_,o.lineCap=o.lineJoin="round";for(let l of e){o.beginPath(),o.moveTo(...l[0]);for(let c of l)o.lineTo(...c);o.stroke()}
a&&(o.strokeStyle=this.down?"#ffb43d":"#4fb0ea",o.lineWidth=.012,o.beginPath(),o.arc(...this.pen,.035,0,7),o.stroke())}close(){for(let t of this.ends)t();cancelAnimationFrame(
this.asked)}};var J=2e3;var L=class{constructor(){this.el=r("p","cu-caption"),this.el.setAttribute("aria-hidden","true"),this.spoken=r("div","cu-spoken"),this.spoken.setAttribute("aria\
-live","polite"),this.speaking=0}show(t){t!==this.el.textContent&&(this.el.textContent=t,this.speaking||=setTimeout(()=>{this.speaking=0,this.spoken.textContent=
this.el.textContent},J))}close(){clearTimeout(this.speaking)}};var m=28;function X(){let n=r("canvas","cu-sees"),t=n.getContext("2d");return n.width=n.height=m,n.setAttribute("role","img"),n.setAttribute("aria-label",`The ${m}\
 by ${m} pixels the network sees`),{canvas:n,show(e){let s=t.createImageData(m,m);e.forEach((i,o)=>s.data.set([i,i,i,255],4*o)),t.putImageData(s,0,0)}}}function Z(){
let n=r("div","cu-digits");n.setAttribute("role","group"),n.setAttribute("aria-label","Probability of each digit");let t=Array.from({length:10},(e,s)=>{let i=r(
"div","cu-digit"),o=r("span","cu-track"),a=r("span","cu-fill"),l=r("span","cu-share");return o.append(a),i.append(r("b","",String(s)),o,l),n.append(i),{line:i,fill:a,
share:l}});return{el:n,show(e){let s=Math.max(...e);e.forEach((i,o)=>{t[o].fill.style.width=`${100*i}%`,t[o].share.textContent=`${Math.round(100*i)} %`,t[o].line.
classList.toggle("cu-best",s>0&&i===s)})}}}function T(n,t,...e){let s=r("div",`cu-draw-part ${n}`);return s.append(r("div","cu-draw-head",t),...e),s}function Q(n,t,e){
let s=new A(e),i=X(),o=Z(),a=r("div","cu-title"),l=new L,c=r("div","cu-error");c.setAttribute("role","alert");let d=u("","Undo","take the last stroke back (Back\
space)",()=>s.back()),f=u("","Clear","an empty pad (Delete)",()=>s.wipe()),g=r("div","cu-bar"),h=r("div","cu-draw-parts");g.append(d,f),h.append(T("","draw here",
s.el,g),T("","what the network sees",i.canvas),T("cu-draw-wide","probability",o.el)),a.append(r("span","cu-name","Draw a digit")),n.classList.add("cu-draw"),n.append(
a,h,l.el,l.spoken,c,r("p","cu-keyline","Mouse, finger or pen. Keys: arrows move, Space lowers or lifts the pen, Backspace undoes, Delete clears."));let M=new y(
n,{title:a},()=>s.paint());return{paint(){d.disabled=f.disabled=!e.strokes.length,s.paint()},read(w){n.dataset.delay=e.delay.toFixed(1),i.show(w.pixels),o.show(
w.probabilities),l.show(w.caption),k(c,w.error)},close(){l.close(),M.close(),s.close()}}}var Lt=O(()=>new b,Q,{"":"",silent:"",gone:"The kernel was restarted, s\
o nobody reads this pad any more: run this cell again."});export{Lt as default};
